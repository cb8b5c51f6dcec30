import { Icon } from '../ui/icon.tsx';
import styles from './side-panel.module.css';

type SearchBoxProps = { readonly label: string; readonly value: string; readonly onChange: (value: string) => void };

export function SearchBox({ label, value, onChange }: SearchBoxProps) {
  return (
    <div className={styles.search}>
      <div className={styles.searchBox}>
        <Icon name="search" size={14} />
        <input
          type="search"
          className={styles.searchInput}
          aria-label={label}
          placeholder={label}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && onChange('')}
        />
      </div>
    </div>
  );
}
