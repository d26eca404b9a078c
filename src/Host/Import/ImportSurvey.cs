namespace MiyagiSensing.Host.Import;

/// <summary>What a file holds, found before anything is sent.</summary>
internal sealed class ImportSurvey
{
    /// <summary>Refused lines that are named. Chosen: what a person reads; the others are of the same kind.</summary>
    public const int NamedLines = 20;

    private readonly Dictionary<string, (string Station, DateTimeOffset First)> _devices = [];
    private readonly List<RefusedLine> _refused = [];

    /// <summary>Lines that are understood.</summary>
    public long Rows { get; private set; }

    /// <summary>Readings in them: one for each sensor.</summary>
    public long Readings { get; private set; }

    /// <summary>The first instant.</summary>
    public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>The last instant.</summary>
    public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>The devices with their station and first instant.</summary>
    public IReadOnlyDictionary<string, (string Station, DateTimeOffset First)> Devices => _devices;

    /// <summary>Lines that are not understood.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>The first of them, at most <see cref="NamedLines"/>.</summary>
    public IReadOnlyList<RefusedLine> Refused => _refused;

    /// <summary>True when no line end follows the last line: what looks whole may have been cut within a number.</summary>
    public bool MayBeCut { get; private set; }

    /// <summary>Reads a file from end to end.</summary>
    public static ImportSurvey Of(ImportFile file, CancellationToken cancellationToken)
    {
        var survey = new ImportSurvey();
        foreach (var (record, row, fault) in file.Rows())
        {
            cancellationToken.ThrowIfCancellationRequested();
            survey.MayBeCut = !record.HasEnd;
            if (row is null)
            {
                survey.Refuse(record.Line, fault);
            }
            else
            {
                survey.Add(row, file.Mapper.Shapes.Count);
            }
        }

        return survey;
    }

    private void Add(ImportRow row, int readings)
    {
        Rows++;
        Readings += readings;
        First = row.MeasuredAt < First ? row.MeasuredAt : First;
        Last = row.MeasuredAt > Last ? row.MeasuredAt : Last;
        if (!_devices.TryGetValue(row.Device, out var known) || row.MeasuredAt < known.First)
        {
            _devices[row.Device] = (row.Station, row.MeasuredAt);
        }
    }

    private void Refuse(int line, string reason)
    {
        RefusedCount++;
        if (_refused.Count < NamedLines)
        {
            _refused.Add(new RefusedLine(line, reason));
        }
    }
}
