namespace MiyagiSensing.Host.Import;

/// <summary>Sends a file's rows in batches, one after the other: of two values for one identity, the first in the file counts. While one batch is being committed, the next one is read.</summary>
internal sealed class ImportRun(ImportFile file, OperatorClient client, ImportPosition position, TimeProvider clock)
{
    /// <summary>Sends what is not yet committed.</summary>
    /// <exception cref="Configuration.SettingsException">The platform has gone; what is committed is noted.</exception>
    public async Task RunAsync(ImportSurvey survey, CancellationToken cancellationToken)
    {
        var progress = new ImportProgress(Console.Error, !Console.IsErrorRedirected, survey.Rows, position.Rows, clock);
        try
        {
            var sending = Task.CompletedTask;
            foreach (var batch in Batches(survey))
            {
                var bytes = batch.ToJson();
                await sending;
                cancellationToken.ThrowIfCancellationRequested();
                sending = SendAsync(batch, bytes, progress, cancellationToken);
            }

            await sending;
            position.Forget();
        }
        catch
        {
            position.Write();
            throw;
        }
        finally
        {
            progress.End(position.Rows);
        }
    }

    private async Task SendAsync(ImportBatch batch, byte[] bytes, ImportProgress progress, CancellationToken cancellationToken)
    {
        var result = await client.ImportAsync(bytes, cancellationToken);
        position.MoveTo(batch.LastLine, batch.Rows, result);
        progress.Show(position.Rows);
    }

    private IEnumerable<ImportBatch> Batches(ImportSurvey survey)
    {
        var batch = new ImportBatch(file.Mapper.Shapes);
        foreach (var (record, row, _) in file.Rows(position.Line))
        {
            if (row is null || !survey.Takes(row))
            {
                continue;
            }

            batch.Add(row, record.Line);
            if (batch.IsFull)
            {
                yield return batch;
                batch = new ImportBatch(file.Mapper.Shapes);
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
