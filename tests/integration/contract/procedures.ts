import type { AnyContractProcedure } from '@orpc/contract';
import { contract } from '../../../src-shared/contract/index.ts';
import type { TestDesk } from '../../support/desk.ts';

type Tree = { readonly [name: string]: AnyContractProcedure | Tree };

/** Every procedure of the contract by its path: `cases.page`. */
export function procedures(tree: Tree = contract as unknown as Tree, prefix = ''): Map<string, AnyContractProcedure> {
  const found = new Map<string, AnyContractProcedure>();
  for (const [name, node] of Object.entries(tree)) {
    if ('~orpc' in node) found.set(prefix + name, node as AnyContractProcedure);
    else for (const [path, leaf] of procedures(node as Tree, `${prefix}${name}.`)) found.set(path, leaf);
  }
  return found;
}

/** The names of a procedure's input members. */
export function membersOf(procedure: AnyContractProcedure): string[] {
  const schema = procedure['~orpc'].inputSchema as { readonly shape?: object } | undefined;
  return Object.keys(schema?.shape ?? {});
}

/** Calls a procedure by its path, as whoever is signed in. */
export function call({ desk }: Pick<TestDesk, 'desk'>, path: string, input: unknown): Promise<unknown> {
  const [area = '', name = ''] = path.split('.');
  const procedure = (desk as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>)[area]?.[name];
  if (!procedure) throw new Error(`there is no procedure ${path}`);
  return procedure(input);
}
