/** Hosts to listen on that no client can ask for, and what this machine calls itself. */
const wildcards: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

/** A host that a service listens on, as it stands in the URL of whoever asks from this machine. */
export function urlHost(host: string): string {
  const name = wildcards[host] ?? host
  return name.includes(':') ? `[${name}]` : name
}
