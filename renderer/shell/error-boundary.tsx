import { Component, type ReactNode } from 'react';
import { messages } from '../messages/messages.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

const text = messages.shell.crash;

/** Keeps a failure of one part in its place: the document lives outside of React and is not touched by it. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly error: Error | null }> {
  override readonly state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(thrown: unknown): { error: Error } {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const actions = (
      <>
        <Button kind="primary" onClick={() => this.setState({ error: null })}>
          {text.retry}
        </Button>
        <Button onClick={() => location.reload()}>{text.reload}</Button>
        <Button kind="quiet" onClick={() => void navigator.clipboard.writeText(`${error.message}\n${error.stack ?? ''}`)}>
          {text.copy}
        </Button>
      </>
    );
    return (
      <div role="alert">
        <EmptyState icon="triangle-alert" title={text.title} text={`${text.text} (${error.message})`} actions={actions} />
      </div>
    );
  }
}
