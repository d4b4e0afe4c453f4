import { join } from 'node:path'
import { KeptFiles } from '../state/kept-files.ts'
import { profileNotFound } from './errors.ts'
import { fileNameOf, type Profile, readFileName } from './profile.ts'

/** The profiles that were kept; `get` and `remove` throw `PB_PROFILE_NOT_FOUND`. */
export type ProfileFolder = KeptFiles<Profile>

/** Where profiles are kept, beside the rest of the state. */
export function profilesIn(stateFolder: string): string {
  return join(stateFolder, 'profiles')
}

/** Opens the profiles in the folder `path`, of which so many are kept, and of so many bytes together. */
export function openProfileFolder(options: {
  readonly path: string
  readonly maxCount: number
  readonly maxBytes: number
}): ProfileFolder {
  return new KeptFiles({ ...options, fileNameOf, readFileName, notFound: profileNotFound })
}
