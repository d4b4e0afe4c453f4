import { hash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** By this, and the checksum, scanners of secrets know a token wherever it was left. */
const PREFIX = 'pbn_'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** 32 of 62 characters are 190 random bits. */
const SECRET_LENGTH = 32

/** As many characters as the largest CRC-32 needs. */
const CHECKSUM_LENGTH = 6

const FORM = new RegExp(`^${PREFIX}[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}$`)

/** Bytes from here on would make the first characters of the alphabet likelier than the others. */
const FAIR_BYTES = 256 - (256 % ALPHABET.length)

/** A new token, from the system's generator of random numbers unless told. */
export function makeToken(random: (bytes: number) => Uint8Array = randomBytes): string {
  let secret = ''
  while (secret.length < SECRET_LENGTH) {
    for (const byte of random(SECRET_LENGTH)) {
      if (byte < FAIR_BYTES && secret.length < SECRET_LENGTH) {
        secret += ALPHABET[byte % ALPHABET.length]
      }
    }
  }
  return PREFIX + secret + checksumOf(secret)
}

/** Whether a text begins as our tokens do, right or wrong. */
export function resemblesToken(text: string): boolean {
  return text.startsWith(PREFIX)
}

/**
 * Whether a text can be a token of ours: what was mistyped or cut off is found without asking
 * anybody. Whether it is one only its hash tells.
 */
export function isToken(text: string): boolean {
  if (!FORM.test(text)) return false
  const end = text.length - CHECKSUM_LENGTH
  return text.slice(end) === checksumOf(text.slice(PREFIX.length, end))
}

/**
 * All that is kept of a token: SHA-256 in hex. A password would need a slow hash, because people
 * choose from few; of these there are 2^190, so nobody finds one by trying (OWASP ASVS 6.5.2 asks
 * for 112 bits). A token is found by looking up its hash, so no comparison can tell by its time how
 * much of a guess was right.
 */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex')
}

/** Whether a text can be a hash that `hashToken` made. */
export function isTokenHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}

function checksumOf(secret: string): string {
  let rest = crc32(secret)
  let text = ''
  for (let index = 0; index < CHECKSUM_LENGTH; index++) {
    text = ALPHABET[rest % ALPHABET.length] + text
    rest = Math.floor(rest / ALPHABET.length)
  }
  return text
}
