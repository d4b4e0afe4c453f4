import { type ListFilter, listAddress } from '../list/list-filter.ts'

/** Where what a filter finds is exported. */
export function exportAddress(filter: ListFilter): string {
  return `/export${listAddress({ ...filter, sort: undefined }).slice(1)}`
}
