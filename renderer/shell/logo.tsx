/** Three waves: water on its way through the mill. */
export function Logo() {
  return (
    <svg
      width="22"
      height="22"
      viewBox="0 0 22 22"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M3 6.5c2.7-2.4 5.3-2.4 8 0s5.3 2.4 8 0" />
      <path d="M3 11.5c2.7-2.4 5.3-2.4 8 0s5.3 2.4 8 0" />
      <path d="M3 16.5c2.7-2.4 5.3-2.4 8 0s5.3 2.4 8 0" />
    </svg>
  );
}
