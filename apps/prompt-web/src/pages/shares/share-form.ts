import { defaultShareDays } from '../../sharing/share-expiry.ts'
import type { ShareRequest } from '../../sharing/share-operations.ts'
import type { ShareForm } from '../../views/shares/prompt-shares-page.ts'
import { readChoice } from '../../views/shares/share-choice.ts'
import { readFields } from '../form/fields/form-fields.ts'

/** The form as it comes, and what stands in for a field that says nothing. */
export const emptyShareForm: ShareForm = { choice: 'default', expiry: String(defaultShareDays) }

/** Reads the form of a share as it was sent. */
export function readShareForm(body: unknown): ShareForm {
  const fields = readFields(body)
  return {
    choice: readChoice(fields.get('what')) ?? emptyShareForm.choice,
    expiry: fields.get('expiry') ?? emptyShareForm.expiry,
  }
}

/** What a form asks for. An end that is no number of days is left to be refused as a time. */
export function shareRequest(prompt: string, { choice, expiry }: ShareForm): ShareRequest {
  const shown = choice === 'default' ? {} : choice
  if (expiry === 'never') return { prompt, ...shown, expiresAt: null }
  const isDays = /^[1-9]\d{0,3}$/.test(expiry)
  return {
    prompt,
    ...shown,
    ...(isDays ? { expiresInDays: Number(expiry) } : { expiresAt: expiry }),
  }
}
