import { mkdirSync } from 'node:fs'
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads'
import { ArmedFailpoints, type ArmedPlan } from './armed-failpoints.ts'
import type { FailpointName, WritingFailpoint } from './failpoint-names.ts'

/** Under this key threads find what the main thread was armed with. */
const key = '@promptbin/failpoints'

/** Undefined in every PromptBin but one that is being tested. */
let armed = isMainThread ? undefined : inherited()

function inherited(): ArmedFailpoints | undefined {
  // Only `armFailpoints` sets it.
  const plan = getEnvironmentData(key) as ArmedPlan | undefined
  return plan && new ArmedFailpoints(plan)
}

/** What a process is armed with. */
export interface ArmOptions {
  /** What `PROMPTBIN_FAILPOINTS` holds. */
  readonly text: string
  /** The name of this process, such as `prompt-web`. */
  readonly process: string
}

/**
 * Arms the failpoints of this process and of the threads that it starts from now on. Throws
 * `PB_FAILPOINTS_UNREADABLE`.
 */
export async function armFailpoints({ text, process }: ArmOptions): Promise<void> {
  const { readPlan } = await import('./read-plan.ts')
  const plan: ArmedPlan = { ...readPlan(text), process }
  if (plan.once !== undefined) mkdirSync(plan.once, { recursive: true })
  setEnvironmentData(key, plan)
  armed = new ArmedFailpoints(plan)
}

/** Disarms this thread and those to come. */
export function disarmFailpoints(): void {
  setEnvironmentData(key, undefined)
  armed = undefined
}

/** A place at which a test can let the process fail. Does nothing unless that was asked for. */
export function failpoint(name: FailpointName): void {
  if (armed !== undefined) armed.reach(name)
}

/** Writes, at a place where a test can let only the first half be written. */
export function writeAtFailpoint<Bytes extends string | Uint8Array, Result>(
  name: WritingFailpoint,
  bytes: Bytes,
  write: (bytes: Bytes) => Result,
): Result {
  return armed === undefined ? write(bytes) : armed.write(name, bytes, write)
}
