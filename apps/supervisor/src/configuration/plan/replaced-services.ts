/** What replaces processes, beside what the configuration asks for. */
export interface Replacement {
  readonly how: 'reload' | 'restart'
  /** All services unless one is named. */
  readonly service?: string | undefined
}

/** The services to replace, in the order of their start. */
export function replacedServices(
  changed: readonly string[],
  replacement: Replacement | undefined,
  running: readonly string[],
): readonly string[] {
  const isMeant = (name: string) =>
    replacement !== undefined && [name, undefined].includes(replacement.service)
  const named = replacement?.service
  // One that was stopped on purpose is refused by who replaces it.
  const absent = named !== undefined && !running.includes(named) ? [named] : []
  return [...absent, ...running.filter((name) => changed.includes(name) || isMeant(name))]
}
