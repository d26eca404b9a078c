using System.Text;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Host.Startup;

namespace MiyagiSensing.Host.KeyStore;

/// <summary>
/// The list of the forgotten: pseudonyms that nothing may lead to any more, which says nothing of whose they were. It stands in the events and in a file beside the keys, so that it is met by whoever restores either; the union
/// of both, and of a list that was kept elsewhere, is applied at each start and at the end of each restore.
/// </summary>
internal sealed class ForgottenUsers(IEventStore store, PostgresKeyStore keys, string dataFolder)
{
    private const string Streams = "rtk-user:";

    private readonly string _file = Path.Combine(dataFolder, "keys", "forgotten");

    /// <summary>The stream of a user.</summary>
    public static string StreamOf(string pseudonym) => Streams + pseudonym;

    /// <summary>All of them, in order.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        SortedSet<string> all = new(File.Exists(_file) ? await File.ReadAllLinesAsync(_file, cancellationToken) : [], StringComparer.Ordinal);
        await foreach (var item in store.ReadStreamsAsync(Streams, cancellationToken))
        {
            if (item.Data is RtkUserForgotten fact)
            {
                all.Add(fact.User);
            }
        }

        all.RemoveWhere(string.IsNullOrWhiteSpace);
        return [.. all];
    }

    /// <summary>Forgets all of them again, with those of another list, and writes the union down. Safe to repeat.</summary>
    /// <returns>How many the key store knew again.</returns>
    public async Task<int> ApplyAsync(IEnumerable<string> kept, CancellationToken cancellationToken)
    {
        var before = File.Exists(_file) ? await File.ReadAllTextAsync(_file, cancellationToken) : "";
        var all = (await ListAsync(cancellationToken)).Concat(kept.Select(line => line.Trim()).Where(line => line.Length > 0)).Distinct().Order(StringComparer.Ordinal).ToList();
        if (all.Count == 0)
        {
            return 0;
        }

        var text = new StringBuilder().AppendJoin('\n', all).Append('\n').ToString();
        if (text != before)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            await OwnerOnlyFile.WriteAsync(_file + ".partial", text, cancellationToken);
            File.Move(_file + ".partial", _file, overwrite: true);
        }

        return await keys.ForgetAsync(all, cancellationToken);
    }
}
