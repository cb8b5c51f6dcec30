import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWorkflow } from './parse/parse-workflow.ts';
import { printWorkflow } from './print.ts';
import { arbitraryWorkflow } from './testing/arbitraries.ts';
import { testCatalog } from './testing/catalog.ts';
import { graph, tasksOf } from './testing/graph-builder.ts';

function parsed(text: string) {
  const result = parseWorkflow(text, testCatalog);
  if (!result.ok) throw new Error(result.problems.map((problem) => problem.message).join('\n'));
  return result.value.workflow;
}

describe('printWorkflow', () => {
  it('orders fields by the schema, names by the document, and keeps short lists on one line', () => {
    const workflow = graph('b, c -> a', {
      layout: { tasks: { b: [40, 80] } },
      name: 'Order',
      tasks: {
        a: { needs: ['b', 'c'], with: { values: { z: [1, [2]], y: {} } }, type: 'data.set' },
        c: { type: 'group', tasks: tasksOf('x') },
      },
    });

    expect(printWorkflow(workflow)).toBe(`{
  "format": 1,
  "id": "test",
  "name": "Order",
  "tasks": {
    "b": {
      "type": "data.set",
      "with": {
        "values": {}
      }
    },
    "c": {
      "type": "group",
      "tasks": {
        "x": {
          "type": "data.set",
          "with": {
            "values": {}
          }
        }
      }
    },
    "a": {
      "type": "data.set",
      "with": {
        "values": {
          "z": [
            1,
            [2]
          ],
          "y": {}
        }
      },
      "needs": ["b", "c"]
    }
  },
  "layout": {
    "tasks": {
      "b": [40, 80]
    }
  }
}
`);
  });

  it('breaks lists that do not fit on a line', () => {
    const needs = Array.from({ length: 20 }, (_, index) => `task_${index}`);
    expect(printWorkflow(graph({ tasks: { a: { needs } } }))).toContain('"needs": [\n        "task_0",\n');
  });

  it('gives a text that parses to the same workflow', () => {
    fc.assert(
      fc.property(arbitraryWorkflow(), (workflow) => {
        expect(parsed(printWorkflow(workflow))).toEqual(workflow);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives the same text however the fields were ordered', () => {
    fc.assert(
      fc.property(arbitraryWorkflow(), (workflow) => {
        const turned = Object.fromEntries(Object.entries(workflow).reverse());
        const text = printWorkflow(workflow);
        expect(printWorkflow(turned as typeof workflow)).toBe(text);
        expect(printWorkflow(parsed(text))).toBe(text);
      }),
    );
  });
});
