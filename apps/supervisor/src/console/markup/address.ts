/** A page of the console with what it is asked to show; what is not given is left out. */
export function address(
  path: string,
  query: Readonly<Record<string, string | number | null | undefined>>,
): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
  ) as [string, string][]
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}
