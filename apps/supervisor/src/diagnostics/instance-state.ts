import { existsSync } from 'node:fs'
import { getJson } from '../http/get-json.ts'
import type { DataFolder } from '../instance/data-folder.ts'
import { type CommandHeaders, commandHeaders } from '../instance/find-instance.ts'
import { type InstanceDescription, readInstanceFile } from '../instance/instance-file.ts'
import { acquireInstanceLock } from '../instance/instance-lock.ts'

/**
 * How PromptBin stands on a data folder: it answers; something holds the folder and does not answer;
 * or nothing does, and perhaps what it said of itself is still there.
 */
export type InstanceState =
  | {
      readonly state: 'running'
      readonly description: InstanceDescription
      /** By which it knows the commands of whoever runs it. */
      readonly headers: CommandHeaders
    }
  | { readonly state: 'silent'; readonly description: InstanceDescription | undefined }
  | { readonly state: 'stopped'; readonly leftBehind: InstanceDescription | undefined }

/** Asks nobody who needs to know us: whether a key is right is a question of its own. */
export async function lookForInstance(folder: DataFolder): Promise<InstanceState> {
  const description = readInstanceFile(folder.instanceFile)
  const isHeld = isLockHeld(folder.lockFile)
  if (!isHeld) return { state: 'stopped', leftBehind: description }
  if (description === undefined || !(await isAlive(description))) {
    return { state: 'silent', description }
  }
  return { state: 'running', description, headers: commandHeaders(folder) }
}

/** Where there is no file nobody has ever held it, and none is made by looking. */
function isLockHeld(lockFile: string): boolean {
  if (!existsSync(lockFile)) return false
  try {
    const lock = acquireInstanceLock(lockFile)
    lock?.release()
    return lock === undefined
  } catch {
    return false
  }
}

async function isAlive({ supervisor }: InstanceDescription): Promise<boolean> {
  try {
    return (await getJson('/livez', supervisor.url)).status === 200
  } catch {
    return false
  }
}
