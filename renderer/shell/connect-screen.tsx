import { useState } from 'react';
import { messages } from '../messages/messages.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import styles from './connect-screen.module.css';
import { Logo } from './logo.tsx';

const text = messages.shell.connect;

type ConnectScreenProps = { readonly isRefused: boolean; readonly onToken: (token: string) => void };

export function ConnectScreen({ isRefused, onToken }: ConnectScreenProps) {
  const [token, setToken] = useState('');
  return (
    <main className={styles.screen}>
      <form
        className={styles.card}
        onSubmit={(event) => {
          event.preventDefault();
          if (token.trim() !== '') onToken(token.trim());
        }}
      >
        <span className={styles.logo}>
          <Logo />
        </span>
        <h1 className={styles.title}>{text.title}</h1>
        <p className={styles.text}>{text.text}</p>
        <TextField
          label={text.token}
          type="password"
          value={token}
          onChange={setToken}
          error={isRefused && token === '' ? text.refused : null}
          autoFocus
        />
        <Button kind="primary" disabled={token.trim() === ''} onClick={() => onToken(token.trim())}>
          {text.action}
        </Button>
      </form>
    </main>
  );
}
