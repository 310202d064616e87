fetch("/api/openings.json").then(answer => answer.json()).then(openings => {
  document.getElementById("openings").textContent = openings.map(opening => opening.day).join(", ");
});
