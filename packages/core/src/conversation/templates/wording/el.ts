import type { Wording } from '../wording.ts';

// The time ends with a full stop ("9:40 π.μ."), so a line ends after it and not a sentence.
const when = '{{ Appointment.start.date }}, {{ Appointment.start.time }}';
const withWhom = 'με {{ Practitioner.name }}';
const callUs = 'καλέστε {{ Clinic.phone }}.';
const confirmOrNot = 'Απαντήστε 1 για επιβεβαίωση, 2 αν δεν μπορείτε να έρθετε.';
const whenYouArrive = 'Φτάνοντας, μείνετε έξω ή στο αυτοκίνητο και στείλτε "έφτασα". Θα σας γράψουμε.';
const howToJoin = 'Θα στείλουμε πριν οδηγίες. Αν προτιμάτε να έρθετε, απαντήστε "όχι".';
const sorry = '{{ Clinic.name }}: συγγνώμη, δεν καταλάβαμε.';

/** The texts in Greek. */
export const greekWording: Wording = {
  Registration:
    `{{ Clinic.name }}: {{ Patient.firstName }}, έχετε ραντεβού ${withWhom}: ${when}\n` +
    'Θα σας γράψουμε πριν τι να κάνετε. Απορίες; Καλέστε {{ Clinic.phone }}.',
  Cancellation:
    `{{ Clinic.name }}: ακυρώθηκε το ραντεβού ${withWhom}: ${when}\n` +
    `{% if undoMinutes %}Λάθος; Στείλτε "αναίρεση" σε {{ undoMinutes }} λεπτά. {% endif %}Για νέο ραντεβού, ${callUs}`,
  UnknownPhone: `{{ Clinic.name }}: ευχαριστούμε για το μήνυμα. Δεν βρίσκουμε ραντεβού με αυτό το νούμερο, παρακαλούμε ${callUs}`,
  TooManyAppointments: `{{ Clinic.name }}: αυτό το νούμερο έχει πολλά ραντεβού και δεν ξέρουμε ποιο εννοείτε, παρακαλούμε ${callUs}`,
  Unexpected:
    `${sorry} Το ραντεβού με αυτό το νούμερο: ${when}{% if Appointment.status == 'cancelled' %} (ακυρώθηκε)` +
    "{% elsif Appointment.status == 'arrived' or Appointment.status == 'checked-in' %} (σημειώθηκε η άφιξη)" +
    `{% elsif Appointment.status == 'noshow' %} (σημειώθηκε απουσία){% endif %}\nΓια βοήθεια, ${callUs}`,

  ConsiderTeleHealth:
    `{{ Clinic.name }}: {{ Patient.firstName }}, έχετε ραντεβού ${withWhom}: ${when}\n` +
    'Προτιμάτε βίντεο; Απαντήστε "ναι" για βίντεο, "όχι" για να έρθετε.',
  CantConsiderTeleHealth: `{{ Clinic.name }}: {{ Patient.firstName }}, ραντεβού ${withWhom}: ${when}\n${whenYouArrive}`,
  ScreeningYesToVideo: `{{ Clinic.name }}: ευχαριστούμε, ραντεβού με βίντεο ${withWhom}: {{ Appointment.start.time }}\n${howToJoin}`,
  ScreeningNoToVideo: `{{ Clinic.name }}: ευχαριστούμε, σας περιμένουμε: {{ Appointment.start.time }}\n${whenYouArrive}`,
  ScreeningDontUnderstand: `${sorry} Απαντήστε "ναι" για βίντεο με τον γιατρό, "όχι" για να έρθετε. Ή ${callUs}`,

  VideoWelcome: `{{ Clinic.name }}: {{ Patient.firstName }}, βίντεο ή τηλέφωνο ${withWhom}: ${when}\n${howToJoin}`,
  VideoInvite:
    `{{ Clinic.name }}: {% if url %}βίντεο ${withWhom} εδώ: {{ url }} Ανοίξτε το τώρα` +
    '{% else %}σε αυτό το νούμερο θα σας καλέσει {{ Practitioner.name }}. Κρατήστε κοντά το τηλέφωνο{% endif %} και στείλτε "έτοιμος".',
  VideoThanks:
    '{{ Clinic.name }}: ευχαριστούμε, {{ Practitioner.name }} ξέρει ότι περιμένετε και θα είναι σύντομα μαζί σας.',
  VideoDontUnderstand: `${sorry} Όταν μπορείτε να μιλήσετε με τον γιατρό, στείλτε "έτοιμος". Ή ${callUs}`,

  ArrivedThanks:
    '{{ Clinic.name }}: ευχαριστούμε, ξέρουμε ότι ήρθατε. Περιμένετε έξω ή στο αυτοκίνητο, θα σας γράψουμε όταν σας δεχτεί ' +
    '{{ Practitioner.name }}.',
  ArrivingDontUnderstand: `${sorry} Όταν φτάσετε στο ιατρείο, στείλτε "έφτασα". Ή ${callUs}`,
  DoctorReady: '{{ Clinic.name }}: {{ Practitioner.name }} σας περιμένει. Παρακαλούμε περάστε τώρα. {{ room }}',

  Booked: `{{ Clinic.name }}: {{ Patient.firstName }}, έχετε ραντεβού ${withWhom}: ${when}\n${confirmOrNot}`,
  Rescheduled:
    `{{ Clinic.name }}: αλλάζει το ραντεβού ${withWhom}: ${when}\n{% if Appointment.previousStart.date %}Πριν: ` +
    `{{ Appointment.previousStart.date }}, {{ Appointment.previousStart.time }}\n{% endif %}Αν δεν βολεύει, ${callUs}`,
  Modified:
    `{{ Clinic.name }}: αλλαγή στο ραντεβού: ${when}\nΜε {{ Practitioner.name }}` +
    '{% if Appointment.location %}, {{ Appointment.location }}{% endif %}. Απορίες; Καλέστε {{ Clinic.phone }}.',
  Confirmed: `{{ Clinic.name }}: ευχαριστούμε, το ραντεβού ${withWhom} επιβεβαιώθηκε: ${when}`,
  NoShow: `{{ Clinic.name }}: σας περιμέναμε στο ραντεβού: ${when}\nΓια νέο ραντεβού, ${callUs}`,
  Reminder: `{{ Clinic.name }}: {{ Patient.firstName }}, υπενθύμιση για το ραντεβού ${withWhom}: ${when}\n${confirmOrNot}`,
  FamilyReminder:
    '{{ Clinic.name }}: ραντεβού σας, {{ Appointment.start.date }}{% if choices %}: {{ choices }}{% endif %}\n' +
    'Απαντήστε 1 αν έρθετε όλοι, 2 αν λείψει κάποιος.',

  WhichAppointment: '{{ Clinic.name }}: ποιο ραντεβού εννοείτε; Απαντήστε με τον αριθμό, ή "όλα": {{ choices }}',
  Received: `{{ Clinic.name }}: λάβαμε το μήνυμά σας. Αν δεν σας καλέσει κανείς σε 10 λεπτά, ${callUs}`,
  Emergency:
    'Κανείς δεν παρακολουθεί αυτό το νούμερο. Σε έκτακτη ανάγκη καλέστε τώρα τον αριθμό έκτακτης ανάγκης. ' +
    'Για {{ Clinic.name }}, καλέστε {{ Clinic.phone }}.',
  AtClinicOrPhone: '{{ Clinic.name }}: είστε στο ιατρείο ή στο τηλέφωνο; Απαντήστε "ιατρείο" ή "τηλέφωνο".',
  ConfirmCancel: `{{ Clinic.name }}: να ακυρωθεί αυτό το ραντεβού; ${when}\nΑπαντήστε "ναι ακύρωση" για ακύρωση, "όχι" για να μείνει.`,
};
