import type { MessageKind, MessageLocale } from './messages.ts';

/** Mustache templates; `{{name}}` is escaped in HTML and plain elsewhere. Paragraphs end in an empty line. */
export interface MessageText {
  readonly subject: string;
  readonly body: string;
  /** Words on the button. */
  readonly action: string;
  /** Below the button. */
  readonly footer: string;
}

const en: Record<MessageKind, MessageText> = {
  verify: {
    subject: 'Confirm your e-mail address',
    body: 'Hello {{name}},\n\nPlease confirm that this address is yours.',
    action: 'Confirm address',
    footer: 'The link works for one hour. If you did not sign up for Luneo, ignore this message.',
  },
  reset: {
    subject: 'Choose a new password',
    body: 'Hello {{name}},\n\nSomebody asked for a new password for your Luneo account.',
    action: 'Choose a new password',
    footer: 'The link works once, for one hour. If it was not you, ignore this message: nothing changes.',
  },
  magicLink: {
    subject: 'Your sign-in link',
    body: 'Here is the link that signs you in to Luneo.',
    action: 'Sign in',
    footer: 'The link works once, for five minutes. If you did not ask for it, ignore this message.',
  },
  invite: {
    subject: '{{inviter}} invites you to {{brand}}',
    body: '{{inviter}} invites you to work in {{brand}} on Luneo. Your role: {{role}}.',
    action: 'Accept the invitation',
    footer: 'The invitation is for this address and holds for {{days}} days.',
  },
  proof: {
    subject: 'Please approve the proof of order {{order}}',
    body: '{{brand}} has prepared a proof of order {{order}} and asks for your approval.{{#deadline}}\n\nPlease answer by {{deadline}}.{{/deadline}}',
    action: 'See the proof',
    footer: 'Nothing is produced before you have answered.',
  },
  resume: {
    subject: 'Your design at {{brand}}',
    body: 'Here is the link to your design at {{brand}}. Open it on the device on which you want to go on.',
    action: 'Go on with the design',
    footer: 'The link works once, for one day. If you did not ask for it, ignore this message.',
  },
};

const fr: Record<MessageKind, MessageText> = {
  verify: {
    subject: 'Confirmez votre adresse e-mail',
    body: 'Bonjour {{name}},\n\nMerci de confirmer que cette adresse est la vôtre.',
    action: 'Confirmer l’adresse',
    footer: 'Le lien est valable une heure. Si vous n’avez pas créé de compte Luneo, ignorez ce message.',
  },
  reset: {
    subject: 'Choisissez un nouveau mot de passe',
    body: 'Bonjour {{name}},\n\nUn nouveau mot de passe a été demandé pour votre compte Luneo.',
    action: 'Choisir un nouveau mot de passe',
    footer:
      'Le lien sert une seule fois, pendant une heure. Si la demande ne vient pas de vous, ignorez ce message : rien ne change.',
  },
  magicLink: {
    subject: 'Votre lien de connexion',
    body: 'Voici le lien qui vous connecte à Luneo.',
    action: 'Se connecter',
    footer:
      'Le lien sert une seule fois, pendant cinq minutes. Si vous ne l’avez pas demandé, ignorez ce message.',
  },
  invite: {
    subject: '{{inviter}} vous invite chez {{brand}}',
    body: '{{inviter}} vous invite à travailler pour {{brand}} sur Luneo. Votre rôle : {{role}}.',
    action: 'Accepter l’invitation',
    footer: 'L’invitation vaut pour cette adresse, pendant {{days}} jours.',
  },
  proof: {
    subject: 'Merci de valider l’épreuve de la commande {{order}}',
    body: '{{brand}} a préparé une épreuve de la commande {{order}} et attend votre validation.{{#deadline}}\n\nMerci de répondre avant le {{deadline}}.{{/deadline}}',
    action: 'Voir l’épreuve',
    footer: 'Rien n’est produit avant votre réponse.',
  },
  resume: {
    subject: 'Votre création chez {{brand}}',
    body: 'Voici le lien vers votre création chez {{brand}}. Ouvrez-le sur l’appareil où vous voulez continuer.',
    action: 'Continuer la création',
    footer:
      'Le lien sert une seule fois, pendant un jour. Si vous ne l’avez pas demandé, ignorez ce message.',
  },
};

/** Built-in roles as a message names them; a brand's own role has the name it was given. */
const ROLE_NAMES: Record<MessageLocale, Readonly<Record<string, string>>> = {
  en: {
    owner: 'owner',
    admin: 'administrator',
    designer: 'designer',
    production: 'production',
    viewer: 'viewer',
    supplier: 'supplier',
  },
  fr: {
    owner: 'propriétaire',
    admin: 'administrateur',
    designer: 'graphiste',
    production: 'production',
    viewer: 'lecteur',
    supplier: 'fournisseur',
  },
};
export const roleName = (locale: MessageLocale, role: string): string => ROLE_NAMES[locale][role] ?? role;

export const TEXTS: Record<MessageLocale, Record<MessageKind, MessageText>> = { en, fr };
