import { Alert, Button } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react'
import { assert } from '#core/assert.ts'
import { useWords } from '#web/words.ts'
import { PageHead } from '../page.tsx'
import { Question } from '../question.tsx'
import css from './form.module.css'
import { useProblemWords } from './problems.ts'
import type { Form } from './use-form.ts'

const FormContext = createContext<Form | null>(null)

/** The form around a field. */
export function useFormAround(): Form {
  const form = useContext(FormContext)
  assert(form !== null, 'a field stands in a form')
  return form
}

type FieldsProps = Readonly<{
  form: Form
  children: ReactNode
  /** What saving does, as a verb: «حفظ العميل». */
  submit: ReactNode
  onCancel?: () => void
  /** Beside the main button. */
  more?: ReactNode
  /** For what destroys: the main button is red. */
  grave?: boolean
}>

/** A form's fields with its summary and buttons, for a page, a panel or a modal. */
export function FormFields({ form, children, submit, onCancel, more, grave }: FieldsProps) {
  const t = useWords('ui')
  const asked = useRef(false)
  const { problems, fieldId } = form
  useEffect(() => {
    const first = problems[0]
    if (!asked.current || !first) return
    asked.current = false
    focusField(fieldId(first.path))
  }, [problems, fieldId])
  return (
    <FormContext value={form}>
      <form
        noValidate
        className={css['form']}
        onPointerDownCapture={form.press}
        onSubmit={(event) => {
          event.preventDefault()
          asked.current = true
          void form.submit()
        }}
      >
        <Summary form={form} />
        {children}
        <div className="form-acts">
          <Button type="submit" loading={form.busy} {...(grave ? { color: 'red' } : {})}>
            {submit}
          </Button>
          {more}
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {t('cancel')}
            </Button>
          )}
        </div>
      </form>
    </FormContext>
  )
}

/** A date is a group: its first segment takes the focus. */
function focusField(id: string) {
  const field = document.getElementById(id)
  const segment = field?.querySelector<HTMLElement>('[role="spinbutton"]')
  ;(segment ?? field)?.focus()
}

function Summary({ form }: { form: Form }) {
  const t = useWords('ui')
  const refusals = useWords('refusals')
  const say = useProblemWords()
  const { refused, problems, asked, wrongs } = form
  if (refused)
    return (
      <div className={css['summary']} role="alert">
        <strong>{refusals(refused.code, refused.facts)}</strong>
        {refused.traceId && refused.code === 'system.failed' && (
          <p>{t('code', { code: refused.traceId })}</p>
        )}
      </div>
    )
  const drawn = ({ path }: { path: string }) => document.getElementById(form.fieldId(path)) !== null
  if (!asked || problems.length === 0 || (problems.length === 1 && problems.every(drawn)))
    return null
  return (
    <div className={css['summary']} role="alert">
      <strong>{t('summary', { count: problems.length })}</strong>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.path} ${problem.code}`}>
            <a
              href={`#${form.fieldId(problem.path)}`}
              onClick={(event) => {
                event.preventDefault()
                focusField(form.fieldId(problem.path))
              }}
            >
              <FieldName id={form.fieldId(problem.path)} />{' '}
              {wrongs.get(problem.path)?.(form.get(problem.path)) ?? say(problem)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The label that stands above the field, so that the summary names it as the page does. */
function FieldName({ id }: { id: string }) {
  const label = (
    document.querySelector(`label[for="${CSS.escape(id)}"]`) ??
    document.getElementById(`${id}-label`)
  )?.firstChild?.textContent
  return label ? <b>{label}:</b> : null
}

type PageProps = FieldsProps &
  Readonly<{
    title: ReactNode
    hint?: ReactNode
    /** Beside the form while it is filled: likely duplicates, a preview. */
    aside?: ReactNode
  }>

/** A page that makes or edits one thing: head, fields in one column, what stands beside them. */
export function FormPage({ title, hint, aside, ...fields }: PageProps) {
  const t = useWords('ui')
  const { form } = fields
  return (
    <div className={`${css['page']} scroll`}>
      <PageHead title={title}>{hint ?? t('all_required')}</PageHead>
      <div className={css['columns']}>
        <div>
          {form.restored && (
            <Alert color="blue" mb={14}>
              {t('draft_found')}{' '}
              <Button variant="transparent" size="compact-sm" onClick={form.reset}>
                {t('draft_drop')}
              </Button>
            </Alert>
          )}
          <FormFields {...fields} />
        </div>
        {aside && <aside>{aside}</aside>}
      </div>
      <LeaveGuard dirty={form.dirty && !form.busy} />
    </div>
  )
}

/** Asks before what was typed is left behind. */
export function LeaveGuard({ dirty }: { dirty: boolean }) {
  const t = useWords('ui')
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty,
    withResolver: true,
  })
  if (blocker.status !== 'blocked') return null
  return (
    <Question
      open
      title={t('leave')}
      yes={t('leave_yes')}
      no={t('leave_no')}
      onYes={blocker.proceed}
      onClose={blocker.reset}
    >
      {t('leave_hint')}
    </Question>
  )
}

/** Two short fields side by side, one above the other on a phone. */
export const Pair = ({ children }: { children: ReactNode }) => (
  <div className={css['pair']}>{children}</div>
)
