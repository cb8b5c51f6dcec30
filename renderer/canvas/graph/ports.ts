// Where edges leave and reach a task. Places depend on the task's type alone, so that nothing moves when a port begins to show.
import type { Catalog } from '../../../engine/workflow/catalog.ts';
import { isJsonObject } from '../../../engine/workflow/json.ts';
import type { Task } from '../../../engine/workflow/schema.ts';
import { cardSize } from './card.ts';
import type { Point, Size } from './geometry.ts';

export type Direction = 'right' | 'down';
export type Port = Point & {
  readonly name: string;
  readonly side: 'right' | 'bottom';
  /** Main ports always show; the others when they are used, and when the person is at the task. */
  readonly isMain: boolean;
};

const fromCorner = 24;
/** Room for their names. */
const betweenOthers = 50;

/** The ports of its type, which depend on its parameters; none for a group or an unknown type. */
export function typePortsOf(task: Task, catalog: Catalog): readonly string[] {
  const parameters: unknown = task.with ?? {};
  return isJsonObject(parameters) ? (catalog.get(task.type)?.ports(parameters) ?? none) : none;
}

const none: readonly string[] = [];

export function mainPortsOf(typePorts: readonly string[]): readonly string[] {
  return typePorts.length > 0 ? typePorts : ['done'];
}

/** Places from the corner of the card. `isFrame`: an open group, whose main port stands where that of a card would. */
export function placePorts(typePorts: readonly string[], direction: Direction, size: Size, isFrame = false): readonly Port[] {
  const main = mainPortsOf(typePorts);
  const others = typePorts.length > 0 ? ['failed', 'finished', 'done'] : ['failed', 'finished'];
  const along = direction === 'right' ? (isFrame ? cardSize.height : size.height) : isFrame ? cardSize.width : size.width;
  const atMain = (index: number) => Math.round((along * (index + 1)) / (main.length + 1));
  return [
    ...main.map((name, index): Port => {
      const isMain = true;
      return direction === 'right'
        ? { name, side: 'right', x: size.width, y: atMain(index), isMain }
        : { name, side: 'bottom', x: atMain(index), y: size.height, isMain };
    }),
    ...others.map((name, index): Port => {
      const isMain = false;
      return direction === 'right'
        ? { name, side: 'bottom', x: size.width - fromCorner - index * betweenOthers, y: size.height, isMain }
        : { name, side: 'right', x: size.width, y: size.height - 12 - index * 16, isMain };
    }),
  ];
}

/** Where edges come in. */
export function inPortOf(direction: Direction, size: Size, isFrame = false): Point {
  if (direction === 'right') return { x: 0, y: (isFrame ? cardSize : size).height / 2 };
  return { x: (isFrame ? cardSize : size).width / 2, y: 0 };
}
