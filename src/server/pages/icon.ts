/** Three bars, of which the last stands out. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="8" fill="#3d38c9"/>
<rect x="7" y="18" width="4.5" height="7" rx="1.5" fill="#b9b6ff"/>
<rect x="13.75" y="14" width="4.5" height="11" rx="1.5" fill="#b9b6ff"/>
<rect x="20.5" y="7" width="4.5" height="18" rx="1.5" fill="#ffc95c"/>
</svg>
`;
