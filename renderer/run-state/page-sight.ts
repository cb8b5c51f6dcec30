/** Whether anybody can see the window's page. */
export type PageSight = {
  readonly isHidden: () => boolean;
  /** Calls back when that has changed. */
  readonly onChange: (tell: () => void) => void;
};

export function sightOf(document: Pick<Document, 'hidden' | 'addEventListener'>): PageSight {
  return {
    isHidden: () => document.hidden,
    onChange: (tell) => document.addEventListener('visibilitychange', tell),
  };
}
