import type { Format } from './format.ts'
import { either } from './json-schema.ts'

/** A public key of age in Bech32: X25519, or one of its post-quantum kind (age-encryption.org/v1). */
const RECIPIENT = /^age1[02-9ac-hj-np-z]{50,2000}$/

const MOST_RECIPIENTS = 20

/** Who may read what is encrypted: public keys of age, with commas or as a list. */
export const ageRecipients: Format<readonly string[]> = {
  coerce: (written) => {
    const list = typeof written === 'string' ? written.split(',') : written
    if (!Array.isArray(list)) return list
    return list
      .map((one) => (typeof one === 'string' ? one.trim() : one))
      .filter((one) => one !== '')
  },
  expected: (value) =>
    Array.isArray(value) &&
    value.length <= MOST_RECIPIENTS &&
    value.every((one) => typeof one === 'string' && RECIPIENT.test(one))
      ? undefined
      : 'public keys of age, which begin with age1, with commas between',
  toText: (recipients) => recipients.join(','),
  schema: () =>
    either(
      { type: 'string' },
      { type: 'array', items: { type: 'string' }, maxItems: MOST_RECIPIENTS },
    ),
}
