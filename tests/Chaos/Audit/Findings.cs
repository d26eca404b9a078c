namespace MiyagiSensing.Chaos.Audit;

/// <summary>What an audit has found wrong: numbers, and the first ten of each by name.</summary>
internal sealed class Findings
{
    private const int Named = 10;

    private readonly List<string> _lines = [];

    /// <summary>Acknowledged, and not there.</summary>
    public int Missing { get; private set; }

    /// <summary>There more than once.</summary>
    public int Twice { get; private set; }

    /// <summary>There with another value, or never sent.</summary>
    public int Altered { get; private set; }

    /// <summary>True when nothing was found.</summary>
    public bool IsClean => Missing + Twice + Altered == 0;

    /// <summary>What was found, by name.</summary>
    public IReadOnlyList<string> Lines => _lines;

    public void AddMissing(string where, object what)
    {
        Name(Missing++, $"missing in {where}: {what}");
    }

    public void AddTwice(string where, object what)
    {
        Name(Twice++, $"twice in {where}: {what}");
    }

    public void AddAltered(string where, object what)
    {
        Name(Altered++, $"altered in {where}: {what}");
    }

    private void Name(int before, string line)
    {
        if (before < Named)
        {
            _lines.Add(line);
        }
    }
}
