export function sendForms() {}
