import type { Viewport } from './graph/first-view.ts';
import type { Size } from './graph/geometry.ts';

/**
 * `opened`: as it was opened, nobody has moved it. `own`: as the person wants it. `squeezed`: as the person wanted it, in a canvas that was as
 * large as `size` and showed the whole workflow at `viewport`, before something took room from it.
 */
export type CanvasLook =
  | { readonly kind: 'opened' }
  | { readonly kind: 'own' }
  | { readonly kind: 'squeezed'; readonly viewport: Viewport; readonly size: Size };

export const ownLook: CanvasLook = { kind: 'own' };
