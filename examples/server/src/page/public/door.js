// Carries the one-time token from the fragment, which no server and no log has seen, to where it is exchanged.
const token = location.hash.slice(1);
const door = document.querySelector('#door');
// A token that stays in the address bar would stay in the history too.
history.replaceState(null, '', '/');

const isOpen =
  token !== '' &&
  (
    await fetch('/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token }),
    })
  ).ok;

if (isOpen) location.reload();
else door.textContent = 'This link has been used or is not complete. Start ClinicArrivals again for a new one.';
