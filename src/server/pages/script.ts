/** A button beside what is shown once copies it; without it the text can still be marked by hand. */
export const SCRIPT = `for (const place of document.querySelectorAll('[data-copy]')) {
  const text = document.getElementById(place.dataset.copy);
  if (text === null || navigator.clipboard === undefined) continue;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  const said = document.createElement('span');
  said.setAttribute('role', 'status');
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(text.textContent).then(
      () => { said.textContent = 'Copied.'; },
      () => { said.textContent = 'It could not be copied: mark it by hand.'; },
    );
  });
  place.append(button, said);
}
`;
