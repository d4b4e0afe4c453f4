import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** Of Argon2id (RFC 9106): KiB of memory, passes over it, lanes. */
export interface PasswordCost {
  readonly memoryKib: number
  readonly passes: number
  readonly lanes: number
}

/** The least that OWASP's Password Storage Cheat Sheet asks for. */
export const defaultPasswordCost: PasswordCost = { memoryKib: 19_456, passes: 2, lanes: 1 }

const saltBytes = 16
const tagBytes = 32

/** Asked for by whoever writes a hash into the database: more would be a way to stop us. */
const mostMemoryKib = 1024 * 1024
const mostPasses = 20

/** The PHC string format, as every Argon2 writes it. */
const PHC =
  /^\$argon2id\$v=19\$m=(?<memory>\d{1,7}),t=(?<passes>\d{1,2}),p=(?<lanes>\d{1,2})\$(?<salt>[A-Za-z0-9+/]{11,86})\$(?<tag>[A-Za-z0-9+/]{16,86})$/

const derive = promisify(argon2)

const toText = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')

interface Written extends PasswordCost {
  readonly salt: Buffer
  readonly tag: Buffer
}

/**
 * Makes what is kept of a password: its Argon2id hash with salt and cost, in the PHC string format.
 * It takes 20 MB and about 50 ms in a thread of libuv, never on the loop.
 */
export async function hashPassword(
  password: string,
  cost: PasswordCost = defaultPasswordCost,
): Promise<string> {
  const salt = randomBytes(saltBytes)
  const tag = await tagOf(password, { ...cost, salt, tagLength: tagBytes })
  const { memoryKib, passes, lanes } = cost
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${toText(salt)}$${toText(tag)}`
}

/** Whether a password is the one of a hash; false too for what is no hash of ours. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const written = readHash(hash)
  if (written === undefined) return false
  const tag = await tagOf(password, { ...written, tagLength: written.tag.length })
  return timingSafeEqual(tag, written.tag)
}

/** Whether a hash was made for less than what is asked for now, so that it should be made again. */
export function isHashOutdated(hash: string, cost: PasswordCost = defaultPasswordCost): boolean {
  const written = readHash(hash)
  return (
    written === undefined ||
    written.memoryKib < cost.memoryKib ||
    written.passes < cost.passes ||
    written.lanes !== cost.lanes
  )
}

function readHash(hash: string): Written | undefined {
  const groups = PHC.exec(hash)?.groups
  if (groups === undefined) return undefined
  const { memory = '', passes = '', lanes = '', salt = '', tag = '' } = groups
  const written: Written = {
    memoryKib: Number(memory),
    passes: Number(passes),
    lanes: Number(lanes),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  }
  const { memoryKib } = written
  const isBearable = memoryKib <= mostMemoryKib && written.passes <= mostPasses
  const isPossible = written.lanes >= 1 && written.passes >= 1 && memoryKib >= 8 * written.lanes
  return isBearable && isPossible ? written : undefined
}

interface Derivation extends PasswordCost {
  readonly salt: Buffer
  readonly tagLength: number
}

async function tagOf(password: string, derivation: Derivation): Promise<Buffer> {
  const { memoryKib, passes, lanes, salt, tagLength } = derivation
  // The same letters are the same password, however a keyboard composes them (RFC 8265).
  const message = password.normalize('NFC')
  return derive('argon2id', {
    message,
    nonce: salt,
    memory: memoryKib,
    passes,
    parallelism: lanes,
    tagLength,
  })
}
