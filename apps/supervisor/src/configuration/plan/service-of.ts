/** Which service alone goes by the settings of a section; by all others each service may go. */
const services: Readonly<Record<string, string>> = {
  web: 'prompt-web',
  share: 'prompt-web',
  mcp: 'mcp-gateway',
  auth: 'mcp-gateway',
}

/** What more than the service of their section goes by. */
const shared = ['mcp.public_url', 'mcp.web_url', 'auth.login', 'auth.required']

/** Whether a service has to be told by new processes that a setting has changed. */
export function concerns(key: string, service: string): boolean {
  const only = shared.includes(key) ? undefined : services[key.split('.')[0] ?? '']
  return only === undefined || only === service
}
