using System.Diagnostics;

namespace MiyagiSensing.Ingest.Pipeline;

/// <summary>The commit in the trace: a child of the first traced PUBLISH in the batch, linked to the others.</summary>
internal static class CommitTrace
{
    /// <summary>Name of the activity source.</summary>
    public const string SourceName = "MiyagiSensing.Ingest";

    /// <summary>Most PUBLISHes linked to one commit. Chosen: what a trace viewer can show.</summary>
    private const int MaxLinks = 16;

    private static readonly ActivitySource Source = new(SourceName);

    public static Activity? Start(IntakeBatch batch)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var traced = batch.Messages.Where(message => message.Trace.TraceId != default).Take(MaxLinks + 1).Select(message => message.Trace).ToList();
        return Source.StartActivity(
            ActivityKind.Internal,
            parentContext: traced.FirstOrDefault(),
            tags: [new("miyagi.messages", batch.Messages.Count), new("miyagi.readings", batch.Accepted.Count)],
            links: traced.Skip(1).Select(context => new ActivityLink(context)),
            name: "commit");
    }
}
