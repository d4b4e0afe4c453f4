import { IPC_VERSION, type ProfileMessage, type SupervisorChannel } from '@promptbin/ipc'
import { profileInProgress } from './errors.ts'
import { takeProfile } from './take-profile.ts'

const v = IPC_VERSION

/**
 * Takes a profile when the supervisor asks, one at a time, and tells it what became of it. Until then
 * nothing of the inspector is loaded.
 */
export function answerProfiles(channel: SupervisorChannel): void {
  let isTaking = false

  const take = async (request: ProfileMessage): Promise<number> => {
    if (isTaking) throw profileInProgress()
    isTaking = true
    try {
      return await takeProfile(request)
    } finally {
      isTaking = false
    }
  }

  channel.onProfile((request) => {
    const { id } = request
    take(request).then(
      (bytes) => channel.send({ v, type: 'profile-done', id, bytes }),
      (error) => channel.send({ v, type: 'profile-failed', id, reason: reasonOf(error) }),
    )
  })
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
