namespace MiyagiSensing.Host.Import;

/// <summary>What a file holds, found before anything is sent.</summary>
internal sealed class ImportSurvey
{
    /// <summary>Refused lines that are named. Chosen: what a person reads; the others are of the same kind.</summary>
    public const int NamedLines = 20;

    private readonly Dictionary<(string Device, string Station), SurveyedDevice> _devices = [];
    private readonly HashSet<(string Device, string Station)> _refusedDevices = [];
    private readonly List<RefusedLine> _refused = [];
    private readonly int _readingsOfRow;

    private ImportSurvey(int readingsOfRow) => _readingsOfRow = readingsOfRow;

    /// <summary>Lines that are understood and not refused.</summary>
    public long Rows => _devices.Values.Sum(device => device.Rows);

    /// <summary>Readings in them: one for each sensor.</summary>
    public long Readings => Rows * _readingsOfRow;

    /// <summary>The first instant; there is one when there are rows.</summary>
    public DateTimeOffset First => _devices.Values.Min(device => device.First);

    /// <summary>The last instant; there is one when there are rows.</summary>
    public DateTimeOffset Last => _devices.Values.Max(device => device.Last);

    /// <summary>The devices with the station and the instant of their first reading.</summary>
    public IReadOnlyDictionary<string, (string Station, DateTimeOffset First)> Devices => _devices
        .GroupBy(pair => pair.Key.Device)
        .ToDictionary(device => device.Key, device => device.MinBy(pair => pair.Value.First) is var earliest ? (earliest.Key.Station, earliest.Value.First) : default);

    /// <summary>Stations whose lines were refused, in order.</summary>
    public IReadOnlyList<string> RefusedStations => [.. _refusedDevices.Select(pair => pair.Station).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Lines that are not understood, or refused.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>The first of them, at most <see cref="NamedLines"/>.</summary>
    public IReadOnlyList<RefusedLine> Refused => [.. _refused.OrderBy(line => line.Line).Take(NamedLines)];

    /// <summary>True when no line end follows the last line: what looks whole may have been cut within a number.</summary>
    public bool MayBeCut { get; private set; }

    /// <summary>Reads a file from end to end.</summary>
    public static ImportSurvey Of(ImportFile file, CancellationToken cancellationToken)
    {
        var survey = new ImportSurvey(file.Mapper.Shapes.Count);
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
                survey.Add(row, record.Line);
            }
        }

        return survey;
    }

    /// <summary>Refuses the lines of some devices that name a station which the catalog does not have; everything else stays.</summary>
    /// <param name="devices">The devices that have to be mounted; where the others stand is known.</param>
    /// <param name="stations">The stations of the mapping's domain.</param>
    public void RefuseUnknownStations(IReadOnlySet<string> devices, IReadOnlySet<string> stations)
    {
        foreach (var (pair, device) in _devices.Where(entry => devices.Contains(entry.Key.Device) && !stations.Contains(entry.Key.Station)).ToList())
        {
            _devices.Remove(pair);
            _refusedDevices.Add(pair);
            RefusedCount += device.Rows;
            _refused.AddRange(device.FirstLines.Select(line => new RefusedLine(line, $"the catalog has no station '{pair.Station}', where '{pair.Device}' is to stand")));
        }
    }

    /// <summary>True for a row that is not refused.</summary>
    public bool Takes(ImportRow row) => _refusedDevices.Count == 0 || !_refusedDevices.Contains((row.Device, row.Station));

    private void Add(ImportRow row, int line)
    {
        if (!_devices.TryGetValue((row.Device, row.Station), out var device))
        {
            _devices.Add((row.Device, row.Station), device = new SurveyedDevice());
        }

        device.Add(row.MeasuredAt, line);
    }

    private void Refuse(int line, string reason)
    {
        RefusedCount++;
        if (_refused.Count < NamedLines)
        {
            _refused.Add(new RefusedLine(line, reason));
        }
    }

    /// <summary>The lines of a device at one station.</summary>
    private sealed class SurveyedDevice
    {
        private readonly List<int> _firstLines = [];

        public long Rows { get; private set; }

        public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

        public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

        /// <summary>As many as may have to be named.</summary>
        public IReadOnlyList<int> FirstLines => _firstLines;

        public void Add(DateTimeOffset at, int line)
        {
            Rows++;
            First = at < First ? at : First;
            Last = at > Last ? at : Last;
            if (_firstLines.Count < NamedLines)
            {
                _firstLines.Add(line);
            }
        }
    }
}
