import { secondPlaceFailed } from '../errors.ts'
import type { SecondPlace, SecondPlaceSettings } from './second-place.ts'

/** Gives the place that the configuration names; nothing is asked of it yet. */
export async function openSecondPlace(settings: SecondPlaceSettings): Promise<SecondPlace> {
  const { place } = settings
  const opened = place.startsWith('s3://')
    ? (await import('./s3-place.ts')).createS3Place(settings)
    : (await import('./folder-place.ts')).createFolderPlace(place)
  return {
    name: place,
    put: (folder, id) => tell(place, () => opened.put(folder, id)),
    list: () => tell(place, () => opened.list()),
    fetch: (id, folder) => tell(place, () => opened.fetch(id, folder)),
    remove: (id) => tell(place, () => opened.remove(id)),
  }
}

async function tell<Result>(place: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    const { message } = cause as Error
    // What has gone wrong on the way is told by its cause: "fetch failed" alone says nothing.
    const deeper = (cause as Error).cause
    const why = deeper instanceof Error ? `${message} (${deeper.message})` : message
    throw secondPlaceFailed.with({ cause }, place, why.replace(/\.$/, ''))
  }
}
