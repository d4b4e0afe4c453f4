export { type IconName, icon } from './icon.ts'
export { moment } from './moment.ts'
export { type Theme, themed, themeSwitch, themes } from './theme.ts'
export { themeCookie, themeNamed, themeOf } from './theme-cookie.ts'
