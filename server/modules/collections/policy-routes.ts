import { implement } from '@orpc/server'
import { policyContract } from '#core/collections/policy-api.ts'
import type { Context } from '#platform/context.ts'
import { adoptConduct } from './adopt-conduct.ts'
import { countSegment } from './segments/count.ts'
import {
  listSimulations,
  showSimulation,
  simulationRows,
  startSimulation,
} from './simulations/simulations.ts'
import { showTrial } from './trials/report.ts'
import { endTrial, listTrials, startTrial } from './trials/trials.ts'

const on = implement(policyContract).$context<Context>()

export const policyRoutes = {
  adoptConduct: on.adoptConduct.handler(({ input, context }) =>
    adoptConduct(context.session(), input),
  ),
  countSegment: on.countSegment.handler(({ input, context }) =>
    countSegment(context.session(), input),
  ),
  simulations: on.simulations.handler(({ input, context }) =>
    listSimulations(context.session(), input),
  ),
  simulation: on.simulation.handler(({ input, context }) =>
    showSimulation(context.session(), input),
  ),
  startSimulation: on.startSimulation.handler(({ input, context }) =>
    startSimulation(context.session(), input),
  ),
  simulationRows: on.simulationRows.handler(({ input, context }) =>
    simulationRows(context.session(), input),
  ),
  trials: on.trials.handler(({ input, context }) => listTrials(context.session(), input)),
  trial: on.trial.handler(({ input, context }) => showTrial(context.session(), input)),
  startTrial: on.startTrial.handler(({ input, context }) => startTrial(context.session(), input)),
  endTrial: on.endTrial.handler(({ input, context }) => endTrial(context.session(), input)),
}
