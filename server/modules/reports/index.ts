/**
 * Reports: what the owner sees of all the rest. It owns no table and writes nothing; it may read
 * any module's tables, in one snapshot. It says nothing aloud.
 */
export { showDashboard } from './dashboard.ts'
export { showFigures } from './figures.ts'
export { checkForecast } from './forecast-check.ts'
