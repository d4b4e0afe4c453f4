export function editConfiguration() {}
