import type { Wording } from '../wording.ts';

const callUs = 'appelez le {{ Clinic.phone }}.';
const when = '{{ Appointment.start.date }} à {{ Appointment.start.time }}';
const withWhom = 'avec {{ Practitioner.name }}';

const whenYouArrive = 'Une fois ici, restez en voiture ou dehors et répondez "arrivé". Un texto vous dira d\'entrer.';
const howToJoin = 'Peu avant, un texto vous dira comment. Pour venir, répondez "non".';

/**
 * The French texts that come with the product, for France, Canada and Switzerland.
 *
 * Made of GSM-7 characters alone, which lack ç and ê: hence "disponible" and not "prêt", and no space before a question mark,
 * as in Canada. Short nevertheless, for the û of *août* doubles the cost of every text that names a day in August.
 */
export const frenchWording: Wording = {
  Registration:
    `{{ Clinic.name }}: {{ Patient.firstName }}, rendez-vous ${withWhom} le ${when}. ` +
    'Ce jour-là, un texto vous dira quoi faire. Des questions? Appelez le {{ Clinic.phone }}.',
  Cancellation:
    `{{ Clinic.name }}: votre rendez-vous ${withWhom} le ${when} est annulé. ` +
    '{% if undoMinutes %}Erreur? Répondez "rétablir" en {{ undoMinutes }} minutes. {% endif %}' +
    'Un autre? Appelez le {{ Clinic.phone }}.',
  UnknownPhone: `{{ Clinic.name }}: merci de votre message. Nous ne trouvons aucun rendez-vous pour ce numéro: ${callUs}`,
  TooManyAppointments: `{{ Clinic.name }}: ce numéro a plusieurs rendez-vous et nous ne savons pas duquel vous parlez: ${callUs}`,
  Unexpected:
    "{{ Clinic.name }}: désolé, nous n'avons pas compris. Le rendez-vous de ce numéro est le " +
    `${when}{% if Appointment.status == 'cancelled' %}; il est annulé` +
    "{% elsif Appointment.status == 'arrived' or Appointment.status == 'checked-in' %}; votre arrivée est notée{% elsif Appointment.status == 'noshow' %}; il est noté comme manqué" +
    `{% endif %}. Pour de l'aide, ${callUs}`,

  ConsiderTeleHealth:
    `{{ Clinic.name }}: {{ Patient.firstName }}, vous voyez {{ Practitioner.name }} le ${when}. ` +
    'Préférez-vous une visite par vidéo? ' +
    'Répondez "oui" pour la vidéo ou "non" pour venir.',
  CantConsiderTeleHealth:
    `{{ Clinic.name }}: {{ Patient.firstName }}, vous voyez {{ Practitioner.name }} le ${when}. ` + whenYouArrive,
  ScreeningYesToVideo:
    '{{ Clinic.name }}: merci, vous verrez {{ Practitioner.name }} par vidéo à {{ Appointment.start.time }}. ' +
    howToJoin,
  ScreeningNoToVideo: '{{ Clinic.name }}: merci, nous vous attendons à {{ Appointment.start.time }}. ' + whenYouArrive,
  ScreeningDontUnderstand:
    '{{ Clinic.name }}: désolé, nous n\'avons pas compris. Répondez "oui" pour voir le médecin par vidéo ou "non" pour ' +
    'venir. Ou appelez le {{ Clinic.phone }}.',

  VideoWelcome:
    `{{ Clinic.name }}: {{ Patient.firstName }}, le ${when}, vous voyez {{ Practitioner.name }} par vidéo ou téléphone. ` +
    howToJoin,
  VideoInvite:
    '{{ Clinic.name }}: {% if url %}{{ Practitioner.name }} vous verra par vidéo ici: {{ url }} ' +
    'Ouvrez ce lien maintenant{% else %}{{ Practitioner.name }} va vous appeler à ce numéro. Gardez votre téléphone près de vous{% endif %} ' +
    'et répondez "disponible".',
  VideoThanks: '{{ Clinic.name }}: merci, {{ Practitioner.name }} sait que vous attendez et sera avec vous sous peu.',
  VideoDontUnderstand:
    '{{ Clinic.name }}: désolé, nous n\'avons pas compris. Répondez "disponible" quand vous pouvez parler au médecin. ' +
    'Ou appelez le {{ Clinic.phone }}.',

  ArrivedThanks:
    '{{ Clinic.name }}: merci, votre arrivée est notée. Attendez dans votre voiture ou dehors: nous vous écrirons quand ' +
    '{{ Practitioner.name }} pourra vous recevoir.',
  ArrivingDontUnderstand:
    '{{ Clinic.name }}: désolé, nous n\'avons pas compris. Répondez "arrivé" une fois à la clinique. ' +
    'Ou appelez le {{ Clinic.phone }}.',
  DoctorReady: "{{ Clinic.name }}: {{ Practitioner.name }} vous attend. Entrez maintenant, s'il vous plait. {{ room }}",

  Booked:
    `{{ Clinic.name }}: {{ Patient.firstName }}, vous avez rendez-vous ${withWhom} le ${when}. ` +
    'Répondez 1 pour confirmer, 2 si vous ne pouvez pas venir.',
  Rescheduled:
    `{{ Clinic.name }}: votre rendez-vous ${withWhom} est le ${when}` +
    '{% if Appointment.previousStart.date %}, au lieu du {{ Appointment.previousStart.date }} à ' +
    `{{ Appointment.previousStart.time }}{% endif %}. Si cela ne convient pas, ${callUs}`,
  Modified:
    `{{ Clinic.name }}: votre rendez-vous du ${when} a changé. Il est ${withWhom}` +
    `{% if Appointment.location %}, {{ Appointment.location }}{% endif %}. Questions? {{ Clinic.phone }}.`,
  Confirmed: `{{ Clinic.name }}: merci, votre rendez-vous ${withWhom} le ${when} est confirmé.`,
  NoShow: `{{ Clinic.name }}: nous ne vous avons pas vu à votre rendez-vous du ${when}. Pour reprendre rendez-vous, ${callUs}`,
  Reminder:
    `{{ Clinic.name }}: {{ Patient.firstName }}, un rappel: vous voyez {{ Practitioner.name }} le ${when}. ` +
    'Répondez 1 pour confirmer, 2 si vous ne pouvez pas venir.',
  FamilyReminder:
    '{{ Clinic.name }}: vos rendez-vous du {{ Appointment.start.date }}' +
    '{% if choices %}: {{ choices }}{% endif %}. ' +
    "Répondez 1 si tous viennent, 2 si l'un ne peut pas.",

  WhichAppointment:
    '{{ Clinic.name }}: de quel rendez-vous parlez-vous? Répondez avec le numéro, ou "tous" pour tous: {{ choices }}',
  Received: `{{ Clinic.name }}: nous avons votre message. Sans nouvelles de nous dans 10 minutes, ${callUs}`,
  Emergency:
    "Personne ne surveille cette ligne. En cas d'urgence, appelez maintenant votre numéro d'urgence. " +
    'Pour {{ Clinic.name }}, appelez le {{ Clinic.phone }}.',
  AtClinicOrPhone:
    '{{ Clinic.name }}: où vous trouvez-vous, à la clinique ou au téléphone? Répondez "clinique" ou "téléphone".',
  ConfirmCancel:
    `{{ Clinic.name }}: voulez-vous annuler votre rendez-vous du ${when}? ` +
    'Répondez "oui annuler" pour l\'annuler ou "non" pour le garder.',
};
