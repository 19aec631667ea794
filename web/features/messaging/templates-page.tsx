import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Template } from '#core/messaging/api.ts'
import { textKeys } from '#core/messaging/texts.ts'
import { Language } from '#core/people/identity.ts'
import { api, client } from '#web/client.ts'
import { useSearchText } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Letter } from '#web/ui/letter.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Sheet } from '#web/ui/page.tsx'
import { Question } from '#web/ui/question.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './messaging.module.css'
import { useChange } from './use-change.ts'

/** The company's words to its customers, beside how they arrive. */
export function TemplatesPage() {
  const t = useWords('messaging')
  const [search, change] = useSearchText()
  const { data, error, refetch } = useQuery(api.messaging.templates.queryOptions({ input: {} }))
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones />
  const key = textKeys.find((each) => each === search['text']) ?? textKeys[0]
  const language = Language.catch('ar').parse(search['language'])
  const shown = data.rows.find((row) => row.key === key && row.language === language)
  return (
    <Sheet label={t('templates')}>
      <PageHead
        title={t('templates')}
        actions={
          <SegmentedControl
            value={language}
            onChange={(value) => change({ language: value })}
            data={[
              { value: 'ar', label: t('arabic') },
              { value: 'en', label: t('english') },
            ]}
          />
        }
      >
        {t('templates_hint')}
      </PageHead>
      <div className={css['texts']}>
        <nav aria-label={t('templates')}>
          {textKeys.map((each) => (
            <Go
              key={each}
              to={`/settings/texts?text=${each}&language=${language}`}
              aria-current={each === key ? 'page' : undefined}
            >
              {t(`text_${each}`)}
            </Go>
          ))}
        </nav>
        {shown && <Editor key={`${key}:${language}:${shown.changedAt ?? ''}`} template={shown} />}
      </div>
    </Sheet>
  )
}

function Editor({ template }: { template: Template }) {
  const t = useWords('messaging')
  const { key, language, changedBy } = template
  const [subject, setSubject] = useState(template.startSubject)
  const [body, setBody] = useState(template.startBody)
  const [asking, setAsking] = useState(false)
  const text = { key, language, subject, body }
  const dirty = subject !== template.startSubject || body !== template.startBody
  const preview = useQuery({
    ...api.messaging.previewTemplate.queryOptions({ input: text }),
    enabled: dirty && subject !== '' && body !== '',
    placeholderData: (old) => old,
    retry: false,
  })
  const save = useChange(
    () => client.messaging.saveTemplate(text),
    () => toast.said(t('text_saved')),
  )
  const reset = useChange(
    () => client.messaging.resetTemplate({ key, language }),
    () => setAsking(false),
  )
  const shown = dirty ? (preview.data ?? template.sample) : template.sample
  const dir = language === 'ar' ? 'rtl' : 'ltr'
  return (
    <>
      <div className={css['editor']}>
        <p className="muted">{changedBy ? t('own_words', { by: changedBy }) : t('as_shipped')}</p>
        <TextInput
          label={t('subject')}
          value={subject}
          dir={dir}
          onChange={({ currentTarget: { value } }) => setSubject(value)}
        />
        <Textarea
          label={t('body')}
          value={body}
          dir={dir}
          autosize
          minRows={8}
          mt={12}
          onChange={({ currentTarget: { value } }) => setBody(value)}
        />
        <p className="muted">{t('places')}</p>
        <div className={css['chips']}>
          {template.placeholders.map((name) => (
            <Button
              key={name}
              size="compact-sm"
              variant="default"
              onClick={() => setBody(`${body} {${name}}`)}
            >
              <bdi dir="ltr">{`{${name}}`}</bdi>
            </Button>
          ))}
        </div>
        <div className="form-acts">
          <Button onClick={() => save.mutate()} loading={save.isPending} disabled={!dirty}>
            {t('save_text')}
          </Button>
          {changedBy && (
            <Button variant="default" onClick={() => setAsking(true)}>
              {t('reset')}
            </Button>
          )}
        </div>
      </div>
      <aside>
        <h2>{t('preview')}</h2>
        <Letter language={language} subject={shown.subject} text={shown.body} />
      </aside>
      <Question
        open={asking}
        onClose={() => setAsking(false)}
        title={t('reset_ask')}
        yes={t('reset')}
        busy={reset.isPending}
        onYes={() => reset.mutate()}
      />
    </>
  )
}
