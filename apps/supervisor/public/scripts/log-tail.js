export function followLog() {}
