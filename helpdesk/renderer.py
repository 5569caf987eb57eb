"""Forms are rendered by the project's own components."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Renders forms and fields with ``templates/components``."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
