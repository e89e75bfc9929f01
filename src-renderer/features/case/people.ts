import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { StaffMember } from '../../../src-shared/contract/staff.ts';
import { may } from '../../../src-shared/vocabulary/permissions.ts';
import { useDesk } from '../../app/connection.tsx';

export interface Staff {
  /** Those whom a case may be given to. */
  readonly active: readonly StaffMember[];
  readonly nameOf: (staffId: string) => string;
}

/** Everyone on the desk, by id. */
export function useStaff(): Staff {
  const { query } = useDesk();
  const { data } = useQuery(query.staff.list.queryOptions());
  return useMemo(() => {
    const staff = data?.staff ?? [];
    const names = new Map(staff.map(({ id, name }) => [id, name]));
    return {
      active: staff.filter((member) => member.state !== 'removed' && may(member.roles, 'case.work')),
      nameOf: (staffId) => names.get(staffId) ?? '…',
    };
  }, [data]);
}
