import json

import django.db.models.deletion
from django.db import migrations, models

from content.domain.cited_facts import cited_facts


def find_what_they_rest_on(apps, schema_editor):
    """Read from each kept document which facts and which product it rests on."""
    facts = set(apps.get_model("content", "Fact").objects.values_list("pk", flat=True))
    products = dict(apps.get_model("content", "Product").objects.values_list("code", "pk"))
    cited, about = (apps.get_model("review", name) for name in ("CandidateFact", "CandidateProduct"))
    for candidate in apps.get_model("review", "Candidate").objects.only("document").order_by("pk").iterator(200):
        document = json.loads(bytes(candidate.document))
        for fact in cited_facts(document):
            if fact["id"] in facts:
                cited.objects.create(candidate=candidate, fact_id=fact["id"])
        product = products.get((document["product"] or {}).get("code"))
        if product:
            about.objects.create(candidate=candidate, product_id=product)


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0004_facts'),
        ('review', '0002_edition_newest'),
    ]

    operations = [
        migrations.CreateModel(
            name='CandidateFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='review.candidate')),
                ('fact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.fact')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('candidate', 'fact'), name='candidate_fact_once')],
            },
        ),
        migrations.CreateModel(
            name='CandidateProduct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('candidate', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='product', to='review.candidate')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='content.product')),
            ],
        ),
        migrations.RunPython(find_what_they_rest_on, migrations.RunPython.noop),
    ]
