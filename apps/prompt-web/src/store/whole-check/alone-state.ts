import { readFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { preparePrivateFolder } from '@promptbin/config'

/** What a prompt-web without a supervisor remembers of the soundness of its library; times are ISO 8601, UTC. */
export interface AloneState {
  /** From when on a daily look is due: nobody has looked before. */
  readonly since: string
  /** Since when it has the library open; null after a stop in order. */
  readonly openSince: string | null
  /** When all of it was looked at last. */
  readonly lastAt: string | null
  /** What was found then that keeps it from being written, and of which file; null for a sound one. */
  readonly damage: { readonly reason: string; readonly inode: number } | null
}

const isTime = (value: unknown) => typeof value === 'string' && !Number.isNaN(Date.parse(value))

/** What is remembered; undefined where nothing is, or what is no such thing. */
export function readAloneState(file: string): AloneState | undefined {
  try {
    const { since, openSince, lastAt, damage } = JSON.parse(readFileSync(file, 'utf8')).value
    const areTimes = [openSince, lastAt].every((time) => time === null || isTime(time))
    const isDamage = damage === null || typeof Object(damage).reason === 'string'
    return isTime(since) && areTimes && isDamage ? { since, openSince, lastAt, damage } : undefined
  } catch {
    return undefined
  }
}

/** Remembers it; a reader finds what was or what is, never half of it. Rejects with a system error. */
export async function writeAloneState(file: string, value: AloneState): Promise<void> {
  preparePrivateFolder(dirname(file))
  const next = `${file}.next`
  {
    await using handle = await open(next, 'w', 0o600)
    await handle.writeFile(`${JSON.stringify({ version: 1, value })}\n`)
    await handle.sync()
  }
  await rename(next, file)
}
