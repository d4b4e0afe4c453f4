import { getJson } from '../../http/get-json.ts'

/** Rejects if prompt-web does not answer what the library has; `headers` are those of this instance. */
export async function askLibrary(
  webUrl: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const { status } = await getJson('/api/v1/stats', webUrl, headers)
  if (status !== 200) throw new Error(`it answers ${status} when it is asked what the library has`)
}
