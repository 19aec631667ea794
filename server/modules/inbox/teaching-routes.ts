import { implement } from '@orpc/server'
import { teachingContract } from '#core/inbox/teaching.ts'
import type { Context } from '#platform/context.ts'
import { exportReport } from './export-report.ts'
import { forgetLesson, listLessons, showClassifier } from './lessons.ts'
import { tryRouting } from './try-routing.ts'

const on = implement(teachingContract).$context<Context>()

/** What is asked of the rules and the classifier themselves. */
export const teachingRoutes = {
  exportReport: on.exportReport.handler(({ input, context }) =>
    exportReport(context.session(), input),
  ),
  tryRouting: on.tryRouting.handler(({ input, context }) => tryRouting(context.session(), input)),
  classifier: on.classifier.handler(({ context }) => showClassifier(context.session(), {})),
  lessons: on.lessons.handler(({ input, context }) => listLessons(context.session(), input)),
  forgetLesson: on.forgetLesson.handler(({ input, context }) =>
    forgetLesson(context.session(), input),
  ),
}
