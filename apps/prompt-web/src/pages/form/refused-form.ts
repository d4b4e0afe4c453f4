import type { Content } from '@promptbin/html'
import type { Problem } from '@promptbin/service'
import type { FormState, FormValues } from '../../views/editor/form-values.ts'
import { problemNotice } from '../../views/frame/notice.ts'
import { faultsOfError } from './form-faults.ts'

/** A form that was not saved, as it was typed: what is wrong stands at the fields or above them. */
export function refused(
  values: FormValues,
  error: unknown,
  problem: Problem,
): FormState & { readonly notice?: Content } {
  const faults = faultsOfError(error, values)
  return faults.size > 0 ? { values, faults } : { values, faults, notice: problemNotice(problem) }
}
