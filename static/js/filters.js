// An address that is shared says what was chosen, and nothing of what was not.

for (const form of document.querySelectorAll(".filter-form")) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) {
      if (value === "") {
        formData.delete(name);
      }
    }
  });
}
