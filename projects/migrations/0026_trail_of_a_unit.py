"""What changed in a unit's year since it was checked is found without reading its whole trail."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0025_rows_of_an_adjustment_began_without_an_amount'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='trailentry',
            index=models.Index(fields=['department', 'year', 'id'], name='trail_of_a_unit'),
        ),
    ]
