import { explainSetting } from '../description/describe-settings.ts'

/** What is written in a configuration file. */
export interface Standing {
  readonly has: (path: readonly string[]) => boolean
  /** Whether there is a section of this name with settings. */
  readonly hasSection: (name: string) => boolean
}

/** Where a setting stands, or is to stand: under the name that is there already. */
export function standingPath(name: string, { has, hasSection }: Standing): readonly string[] {
  const { key, olderKeys } = explainSetting(name)
  const paths = [key, ...olderKeys].map((one) => one.split('.'))
  const there =
    paths.find(has) ??
    paths.find(([section = '', ...rest]) => rest.length > 0 && hasSection(section))
  return there ?? paths[0] ?? [key]
}
