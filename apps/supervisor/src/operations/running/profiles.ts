import { type Profile, type ProfileItem, snapshotWarning } from '../../profiling/profile.ts'
import type { ProfileManager } from '../../profiling/profile-manager.ts'
import type { HandlersOf } from '../handlers.ts'

/** Who takes profiles and keeps them. */
export interface ProfileHandlersOptions {
  readonly profiles: ProfileManager
}

/**
 * How profiles are taken, listed and removed. All of it is refused while profiling is off, also about
 * profiles from before.
 */
export function profileHandlers({
  profiles,
}: ProfileHandlersOptions): HandlersOf<'list_profiles' | 'take_profile' | 'delete_profile'> {
  return {
    list_profiles: async () => {
      profiles.assertEnabled()
      return { items: (await profiles.folder.list()).map(toItem) }
    },
    take_profile: async ({ processId, kind = 'cpu', seconds = 10 }) => {
      profiles.assertEnabled()
      return toItem(await profiles.take({ processId, kind, seconds }))
    },
    delete_profile: async ({ id }) => {
      profiles.assertEnabled()
      await profiles.folder.remove(id)
      return {}
    },
  }
}

/** What is not there is null, so that every item has the same keys. */
function toItem(profile: Profile): ProfileItem {
  const url = `/api/v1/profiles/${profile.id}`
  const isSnapshot = profile.kind === 'heap-snapshot'
  return {
    ...profile,
    url,
    flameUrl: isSnapshot ? null : `${url}/flame`,
    warning: isSnapshot ? snapshotWarning : null,
  }
}
