import { ActionIcon, Button, FileButton } from '@mantine/core'
import { IconPaperclip, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { CreditApplication } from '#core/credit/application.ts'
import { mostPaperBytes } from '#core/paper.ts'
import { client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { base64Of, paperKinds } from '#web/read-file.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './credit.module.css'
import { useChange } from './use-change.ts'

/** The papers of an application: a registration, a bank letter, a signed form. */
export function Documents({ application }: { application: CreditApplication }) {
  const t = useWords('credit')
  const may = useMay()
  const { id, documents, state } = application
  const open = state === 'open' && may('credit.apply') !== undefined
  const [reading, setReading] = useState(false)
  const attach = useChange(client.credit.attachDocument, (_, { name }) =>
    toast.said(t('attached_said', { name })),
  )
  const remove = useChange(client.credit.removeDocument)
  const pick = async (file: File | null) => {
    if (!file) return
    if (file.size > mostPaperBytes) return toast.failed(t('too_large'))
    setReading(true)
    try {
      const content = await base64Of(file)
      attach.mutate({ id, documentId: newId(), name: file.name.slice(0, 200), content })
    } finally {
      setReading(false)
    }
  }
  return (
    <>
      {documents.length === 0 && <p className="dim">{t('documents_none')}</p>}
      <ul className={css['lines']}>
        {documents.map(({ id: documentId, name, link }) => (
          <li key={documentId}>
            <div>
              <a className="link" href={link} dir="ltr">
                {name}
              </a>
            </div>
            {open && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t('remove', { name })}
                onClick={() => remove.mutate({ id, documentId })}
              >
                <IconX size={16} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {open && (
        <FileButton accept={paperKinds} onChange={(file) => void pick(file)}>
          {(button) => (
            <Button
              {...button}
              variant="default"
              loading={reading || attach.isPending}
              leftSection={<IconPaperclip size={16} />}
            >
              {t('attach')}
            </Button>
          )}
        </FileButton>
      )}
    </>
  )
}
