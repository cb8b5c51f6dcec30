import { icons } from './icons.ts';

type IconProps = { readonly name: string; readonly size?: number; readonly className?: string | undefined };

/** An icon of lucide by its name; one that is not known is a circle with a question mark. Says nothing to screen readers. */
export function Icon({ name, size = 16, className }: IconProps) {
  const Picture = icons[Object.hasOwn(icons, name) ? name : 'circle-help'];
  if (!Picture) return null;
  return <Picture size={size} strokeWidth={1.75} aria-hidden="true" focusable="false" className={className} />;
}
